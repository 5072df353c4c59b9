/**
 * SQL that keeps `rated_exchange`, `rated` and `rated_source` true: what is rated, and by how much. `which` says which exchanges, as `= @number`. Exchanges leave
 * before their ratings, their place, their figures or their sources change, and join again afterwards. A step of the schema holds it too: a
 * change of it is a new step.
 */
export function leaveRatings(which: string): readonly string[] {
  const keys = `SELECT key FROM rated_exchange WHERE exchange_number ${which}`;
  return [
    addToSources(which, '-'),
    `DELETE FROM rated_source WHERE key IN (${keys}) AND requests = 0`,
    addToRated(which, '-'),
    `DELETE FROM rated WHERE key IN (${keys}) AND requests = 0`,
    `UPDATE rated SET at_us = (SELECT at_us FROM rated_exchange AS rest WHERE rest.key = rated.key AND NOT rest.exchange_number ${which} ORDER BY at_us LIMIT 1)
      WHERE key IN (${keys})`,
    `DELETE FROM rated_exchange WHERE exchange_number ${which}`,
  ];
}

/** The same for exchanges that are in none of these tables. */
export function joinRatings(which: string): readonly string[] {
  return [
    `INSERT INTO rated_exchange (key, at_us, exchange_number) SELECT key, at_us, number FROM (
      SELECT iif(EXISTS (SELECT 1 FROM rating WHERE rating.exchange_number = exchange.number), 'x:' || exchange.number,
        'g:' || coalesce(${groupOf('exchange.turn_key')}, ${groupOf("''")})) AS key, request_started_at_us AS at_us, number
      FROM exchange WHERE number ${which} AND is_prompt = 1 AND import_number IS NULL
    ) WHERE key IS NOT NULL`,
    addToRated(which, ''),
    addToSources(which, ''),
  ];
}

function groupOf(turnKey: string): string {
  return `(SELECT number FROM group_rating WHERE group_rating.session_key = exchange.session_key AND coalesce(group_rating.turn_key, '') = ${turnKey})`;
}

// An upsert finds each row by its key; to update from what is added up, all rows were gone through.
function addToRated(which: string, sign: '' | '-'): string {
  // What is taken away is there: its scope and its stars are nobody's.
  const scopeAndStars = sign === '-' ? "'request', 0" : "iif(rating.stars IS NOT NULL, 'request', iif(group_rating.turn_key IS NULL, 'session', 'turn')), coalesce(rating.stars, group_rating.stars)";
  return `INSERT INTO rated (key, scope, stars, at_us, requests, counted, prompt_tokens)
      SELECT held.key, ${scopeAndStars}, min(held.at_us), ${sign}count(*), ${sign}count(prompt_tokens), ${sign}sum(prompt_tokens)
      FROM rated_exchange AS held CROSS JOIN exchange ON exchange.number = held.exchange_number
        LEFT JOIN rating ON rating.exchange_number = held.exchange_number
        LEFT JOIN group_rating ON held.key GLOB 'g:*' AND group_rating.number = CAST(substr(held.key, 3) AS INTEGER)
      WHERE held.exchange_number ${which} GROUP BY held.key
    ON CONFLICT DO UPDATE SET at_us = min(at_us, excluded.at_us), requests = requests + excluded.requests, counted = counted + excluded.counted,
      prompt_tokens = iif(counted + excluded.counted = 0, NULL, coalesce(prompt_tokens, 0) + coalesce(excluded.prompt_tokens, 0))`;
}

function addToSources(which: string, sign: '' | '-'): string {
  return `INSERT INTO rated_source (key, source_number, requests, counted, tokens)
      SELECT held.key, used.source_number, ${sign}count(*), ${sign}count(used.tokens), ${sign}sum(used.tokens)
      FROM rated_exchange AS held CROSS JOIN exchange_source AS used ON used.exchange_number = held.exchange_number
      WHERE held.exchange_number ${which} GROUP BY 1, 2
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, counted = counted + excluded.counted,
      tokens = iif(counted + excluded.counted = 0, NULL, coalesce(tokens, 0) + coalesce(excluded.tokens, 0))`;
}
