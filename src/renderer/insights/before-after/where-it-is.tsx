import type { BeforeAfterView } from '../../../contract/before-after-view.ts';
import { isSourceKind, type SourceGroup } from '../../../domain/attribution/source.ts';
import { formatCount } from '../../format/quantities.ts';
import { kindWords } from '../../format/source-title.ts';
import { TailedText } from '../../ui/tailed-text.tsx';

const groupNames: Readonly<Record<SourceGroup, string>> = { system: 'System', tools: 'Tools', mcp: 'MCP', skills: 'Skills', memory: 'Memory', hooks: 'Hooks', conversation: 'Conversation', other: 'Other' };

/** Where prompts got shorter or longer: tokens a request on either side, by group, and the sources that changed the most. */
export function WhereItIs({ view }: { readonly view: BeforeAfterView }) {
  if (view.before.requests === 0 || view.after.requests === 0) return null;
  return (
    <div className="where">
      <Lines caption="Tokens a request, by group" lines={view.groups.map(({ group, ...figures }) => ({ key: group, group, name: groupNames[group], about: null, ...figures }))} />
      <Lines caption={`What changed the most${view.sampled === null ? '' : `, from ${formatCount(view.sampled.before)} requests before and ${formatCount(view.sampled.after)} after, at even distances`}`} lines={view.owners.map(({ name, key, ...figures }) => ({ key, name: name ?? wordsOf(key), about: name === null ? null : whatOf(key), ...figures }))} />
    </div>
  );
}

interface LineFigures {
  readonly key: string;
  readonly name: string;
  /** What it is, where the name alone does not say. */
  readonly about: string | null;
  readonly group: SourceGroup | null;
  readonly before: number;
  readonly after: number;
}

function Lines({ caption, lines }: { readonly caption: string; readonly lines: readonly LineFigures[] }) {
  return (
    <table className="where-lines">
      <caption>{caption}</caption>
      <thead>
        <tr><th scope="col"><span className="for-screen-readers">What</span></th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Difference</th></tr>
      </thead>
      <tbody>
        {lines.map(({ key, name, about, group, before, after }) => {
          const change = Math.round(after) - Math.round(before);
          return (
            <tr key={key} {...(group === null ? {} : { 'data-group': group })}>
              <th scope="row" title={name}><span className="swatch" aria-hidden="true" /> <TailedText text={name} />{about !== null && <span className="dim"> {about}</span>}</th>
              <td>{formatCount(Math.round(before))}</td>
              <td>{formatCount(Math.round(after))}</td>
              <td className={change < 0 ? 'where-less' : undefined}>{change === 0 ? '' : `${change < 0 ? '−' : '+'}${formatCount(Math.abs(change))}`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const ownerWords: Readonly<Record<string, string>> = { mcp: 'MCP server', skills: 'skill', memory: 'memory file', tool: 'tool' };

/** What an owner with a name is: its key begins with it. */
function whatOf(key: string): string {
  const family = key.split('/', 1)[0] ?? '';
  return ownerWords[family] ?? (isSourceKind(family) ? kindWords(family) : family);
}

/** An owner without a name is a kind. */
function wordsOf(key: string): string {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
