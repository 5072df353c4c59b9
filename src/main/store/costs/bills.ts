import { sourceGroup, sourceGroups, sourceKinds, isSourceKind, type SourceGroup } from '../../../domain/attribution/source.ts';

/**
 * SQL that makes the bills of exchanges anew, out of what their analysis left: the narrow rows that costs are added up from. `which`
 * says which exchanges, as `= @number`. It needs `addBillFunctions`. A step of the schema holds it too: a change of it is a new step.
 */
export function makeBills(which: string): string {
  const ofGroups = sourceGroups.map((group) => `sum(used.tokens) FILTER (WHERE kind IN (${kindsOf(group)})) AS ${group}_tokens,
        sum(used.cost_micro_usd) FILTER (WHERE kind IN (${kindsOf(group)})) AS ${group}_micro_usd`);
  const verdict = 'segment_list.cache_verdict';
  return `
    INSERT INTO bill (at_us, exchange_number, session_key, thread_key, turn_key, is_main, is_imported, model, project_directory, billing,
      prompt_tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, output_tokens, cost_micro_usd, output_micro_usd,
      web_search_micro_usd, read_saved_micro_usd, write_extra_micro_usd, miss_cause, miss_micro_usd, ${groupColumns.join(', ')})
    SELECT request_started_at_us, exchange.number, session_key, thread_key, turn_key, request_class = 'main', import_number IS NOT NULL, model,
      project_directory, billing, prompt_tokens, cache_read_tokens, cache_write_1h_tokens, cache_write_5m_tokens, input_tokens, output_tokens,
      cost_micro_usd, output_micro_usd, web_search_micro_usd, ${effect('saved')}, ${effect('extra')},
      json_extract(${verdict}, '$.cause.cause'), json_extract(${verdict}, '$.extraMicroUsd'), ${groupColumns.join(', ')}
    FROM exchange LEFT JOIN segment_list ON segment_list.exchange_number = exchange.number
      LEFT JOIN (
        SELECT used.exchange_number, ${ofGroups.join(', ')}
        FROM exchange_source AS used JOIN source ON source.number = used.source_number WHERE used.exchange_number ${which} GROUP BY 1
      ) AS shares ON shares.exchange_number = exchange.number
    WHERE exchange.number ${which} AND has_usage = 1`;
}

/** Takes the bill of an exchange away. */
export const dropBill = 'DELETE FROM bill WHERE (at_us, exchange_number) = (SELECT request_started_at_us, number FROM exchange WHERE number = @number)';

/** What the sources of each group had of a prompt, and of its price. */
export const groupColumns: readonly string[] = sourceGroups.flatMap((group) => [`${group}_tokens`, `${group}_micro_usd`]);

function kindsOf(group: SourceGroup): string {
  return sourceKinds.filter((kind) => isSourceKind(kind) && sourceGroup(kind) === group).map((kind) => `'${kind}'`).join(', ');
}

function effect(name: 'saved' | 'extra'): string {
  return `iif(cost_micro_usd IS NULL, NULL, cache_effect_micro_usd('${name}', model, request_started_at_us, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens))`;
}
