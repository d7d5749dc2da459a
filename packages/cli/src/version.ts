/** The version of the `proviso` package. */
export const version = '0.1.0';
