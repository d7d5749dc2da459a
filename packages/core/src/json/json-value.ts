/** Any JSON value, read-only: what a frozen snapshot holds. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;

/** A JSON array, read-only. */
export type JsonArray = readonly JsonValue[];

/** A JSON object, read-only. Snapshots have no prototype, so every key is an ordinary key. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
