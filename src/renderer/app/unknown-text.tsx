import { useCall } from '../bridge/use-call.ts';
import { formatCounted } from '../format/quantities.ts';
import { allTraffic, placeHash } from '../navigation/place.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { unknownSentence, versionWords } from './unknown-words.ts';
import './unknown-text.css';

/** How many requests hold text that no rule knows, which a new version of Claude Code brings, and the way to one of them. */
export function UnknownText() {
  const unknown = useCall('readUnknownHarness', {});
  if (unknown.isError) return <span title={unknown.error.message}>unknown text could not be counted</span>;
  const versions = unknown.data ?? [];
  const sentence = unknownSentence(versions);
  if (sentence === null) return null;
  const exchanges = versions.reduce((sum, version) => sum + version.exchanges, 0);
  return (
    <Popover
      label="Unknown text"
      hint={sentence}
      face={
        <>
          <Icon name="unknown" size={12} /> {formatCounted(exchanges, 'request holds', 'requests hold')} text Whence does not know
        </>
      }
    >
      {(close) => (
        <>
          <p>{sentence}</p>
          <p className="dim">It stands under Other in the context tree; its tokens and its cost are in all sums.</p>
          <ul className="unknown-versions">
            {versions.map((version) => (
              <li key={version.cliVersion ?? ''}>
                {versionWords(version)}
                {version.examples[0] !== undefined && (
                  <a className="page-link" href={placeHash({ ...allTraffic, exchange: version.examples[0] })} onClick={close}>
                    Open the latest
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}
