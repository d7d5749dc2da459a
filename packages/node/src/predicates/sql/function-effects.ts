/**
 * What calling a function may do beyond computing a value.
 *
 * `plain`: nothing. `unknown`: anything a function of the database's users may do, so the statement counts as `call`
 * too. `opaque`: it runs SQL given as a text, or reaches files, programs or other servers; no policy can read that.
 */
export type FunctionEffect = 'plain' | 'unknown' | 'opaque';

/** Tells what a function may do, by its name with its schema. Schemas other than the built-in one are never plain. */
export function effectOfFunction(parts: readonly string[]): FunctionEffect {
  const name = (parts.at(-1) ?? '').toLowerCase();
  // SECURITY: a schema or quotes around the name of a dangerous function do not make it another one.
  if (opaqueNames.has(name) || opaquePrefixes.some((prefix) => name.startsWith(prefix))) return 'opaque';
  const isBuiltIn = parts.length === 1 || (parts.length === 2 && parts[0]?.toLowerCase() === 'pg_catalog');
  return isBuiltIn && plainNames.has(name) ? 'plain' : 'unknown';
}

const opaquePrefixes = [
  'dblink',
  'lo_',
  'pg_read_',
  'pg_ls_',
  'pg_file_',
  'pg_logical_',
  'pg_stat_file',
  'http_',
  'sys_',
];

const opaqueNames = words(`
  query_to_xml query_to_xmlschema query_to_xml_and_xmlschema table_to_xml table_to_xmlschema
  table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema schema_to_xml_and_xmlschema database_to_xml
  database_to_xmlschema database_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema ts_stat ts_rewrite crosstab
  crosstab2 crosstab3 crosstab4 crosstabn connectby xpath_table loread lowrite lo pg_stat_file http curl
  load_file load_extension readfile writefile fileio edit fts3_tokenizer eval zipfile fsdir lsdir
`);

const plainNames = words(`
  abs acos acosh age any_value approx_count_distinct array_agg array_append array_cat array_dims array_fill
  array_length array_lower array_ndims array_position array_positions array_prepend array_remove array_replace
  array_sample array_shuffle array_to_json array_to_string array_upper ascii asin asinh atan atan2 atan2d atand atanh
  avg bin bin_to_uuid bit_and bit_count bit_length bit_or bit_xor bool_and bool_or btrim cardinality cast cbrt ceil
  ceiling char char_length character_length chr clock_timestamp coalesce collation concat concat_ws conv convert
  convert_from convert_to corr cos cosh cot count covar_pop covar_samp crc32 cume_dist curdate current_date
  current_time current_timestamp curtime date date_add date_bin date_diff date_format date_part date_sub date_trunc
  datediff datetime day dayname dayofmonth dayofweek dayofyear decode degrees dense_rank div elt encode every exp
  export_set extract extractvalue field find_in_set first_value floor format from_base64 from_days from_unixtime
  gen_random_uuid generate_series generate_subscripts get_bit get_byte glob greatest group_concat group_concat
  grouping hex hour if ifnull iif inet6_aton inet6_ntoa inet_aton inet_ntoa initcap insert instr interval
  is_normalized isfinite isnull json json_agg json_agg_strict json_array json_array_append json_array_elements
  json_array_elements_text json_array_insert json_array_length json_arrayagg json_build_array json_build_object
  json_contains json_contains_path json_depth json_each json_each_text json_error_position json_extract
  json_extract_path json_extract_path_text json_group_array json_group_object json_insert json_keys json_length
  json_merge_patch json_merge_preserve json_object json_object_agg json_object_keys json_objectagg json_overlaps
  json_patch json_populate_record json_pretty json_quote json_remove json_replace json_scalar json_search
  json_serialize json_set json_strip_nulls json_table json_to_record json_to_recordset json_tree json_type
  json_typeof json_unquote json_valid json_value jsonb jsonb_agg jsonb_array_elements jsonb_array_elements_text
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
  jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists
  jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set
  jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof julianday justify_days
  justify_hours justify_interval lag last_day last_value lcase lcm lead least left length like like_escape likelihood
  likely ln locate log log10 log2 lower lpad ltrim make_date make_interval make_set make_time make_timestamp
  make_timestamptz makedate maketime masklen max md5 mid min min_scale minute mod mode month monthname
  multirange name normalize not_like now nth_value ntile nullif num_nonnulls num_nulls numnode nvl oct octet_length
  ord overlaps overlay parse_ident percent_rank percentile_cont percentile_disc period_add period_diff phraseto_tsquery
  pi plainto_tsquery position pow power printf quarter quote quote_ident quote_literal quote_nullable radians rand
  random random_normal range_agg range_merge rank regexp regexp_count regexp_instr regexp_like regexp_match
  regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx regr_avgy
  regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace reverse right round
  row_number row_to_json rpad rtrim scale sec_to_time second setweight sha sha1 sha2 sha224 sha256 sha384 sha512 sign
  similar_escape similar_to_escape sin sinh soundex space split_part sqlite_version sqrt starts_with statement_timestamp
  std stddev stddev_pop stddev_samp str_to_date strcmp strftime string_agg string_to_array string_to_table strip strpos
  subdate substr substring substring_index subtime sum tan tand tanh text time time_format time_to_sec timediff
  timeofday timestamp timestampadd timestampdiff timezone to_ascii to_base64 to_char to_date to_days to_hex to_json
  to_jsonb to_number to_seconds to_timestamp to_tsquery to_tsvector total transaction_timestamp translate trim
  trim_array trim_scale trunc truncate ts_headline ts_rank ts_rank_cd typeof ucase unhex unicode unicode_assigned
  unistr unix_timestamp unixepoch unlikely unnest upper uuid uuid_to_bin uuidv4 uuidv7 value values var_pop var_samp
  variance websearch_to_tsquery week weekday weekofyear weight_string width_bucket xmlagg xmlcomment xmlconcat
  xmlexists xpath xpath_exists year yearweek zeroblob similarity word_similarity uuid_generate_v1 uuid_generate_v4
  version pg_typeof current_schema current_database current_user session_user database schema user last_insert_id
  last_insert_rowid changes total_changes found_rows row_count
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
