import { useState, type ReactNode } from 'react';
import { useAction } from '../bridge/use-call.ts';
import { useCommands } from '../commands/use-commands.ts';
import { allTraffic, placeHash } from '../navigation/place.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Loading } from '../ui/list-state.tsx';
import { Step } from '../ui/step.tsx';
import { useKeptChoice } from '../ui/use-kept-choice.ts';
import { ClientTroubles } from './client-troubles.tsx';
import { PointStep } from './point-step.tsx';
import { RunStep } from './run-step.tsx';
import { SampleSession } from './sample-session.tsx';
import { SelfTest } from './self-test.tsx';
import type { SetUpFacts, SetUpStep } from './set-up-facts.ts';
import { TrustStep } from './trust-step.tsx';
import { useSampleNumber } from './use-sample.ts';
import { useSetUpFacts } from './use-set-up-facts.ts';
import { WhatGoesWrong } from './what-goes-wrong.tsx';
import '../ui/page.css';
import './connect.css';

const titles = { trust: 'Trust the certificate', point: 'Point Claude Code at Whence', run: 'Run claude' } as const;

/** The way from nothing to the first request: three steps that tick themselves off, of which the next one is open; then what helps where nothing comes, and the sample. */
export function FirstSteps() {
  const [trust, choose] = useKeptChoice('trust-step', ['wanted', 'left-out'], 'wanted');
  const facts = useSetUpFacts(trust === 'left-out' ? withoutTrust : nothingLeftOut);
  if (facts === null) return <Loading what="how far the set-up is" />;
  return <Steps facts={facts} onGoOn={() => choose('left-out')} />;
}

const nothingLeftOut: ReadonlySet<SetUpStep> = new Set();
const withoutTrust: ReadonlySet<SetUpStep> = new Set(['trust']);

function Steps({ facts, onGoOn }: { readonly facts: SetUpFacts; readonly onGoOn: () => void }) {
  // Which the user opened or folded; all others are open while they are next.
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isOpen = (key: string): boolean => turned.get(key) ?? key === facts.next;
  const sample = useSampleNumber();
  const turn = (key: string, to: boolean) => setTurned(new Map([...turned, [key, to]]));
  const show = (key: string) => turn(key, true);
  const toggle = (key: string) => turn(key, !isOpen(key));
  const start = useAction('startSelfTest', ['readSelfTest']);
  const test = () => {
    show('trouble');
    start.mutate({});
  };
  // Unfolded, the test offers it itself.
  useCommands(isOpen('trouble') ? [] : [{ id: 'set-up.test', name: 'Test the connection', group: 'Window', run: test }]);
  const bodies: Readonly<Record<SetUpStep, ReactNode>> = {
    trust: <TrustStep onGoOn={facts.next === 'trust' ? onGoOn : null} />,
    point: <PointStep client={facts.client} onUnfold={() => show('point')} />,
    run: <RunStep client={facts.client} />,
  };
  return (
    <div className="first-steps">
      <p className={facts.next === null ? 'first-steps-state' : 'for-screen-readers'} role="status">
        {stateWords(facts)}
        {facts.next === null && (
          <>
            {' '}
            <a className="page-link" href={placeHash(allTraffic)}>
              See the requests
            </a>
          </>
        )}
      </p>
      <ClientTroubles />
      <ol className="steps">
        {facts.steps.map(({ step, isDone, fact }, index) => (
          <Step
            key={step}
            number={index + 1}
            title={titles[step]}
            state={isDone ? 'done' : step === facts.next ? 'next' : 'later'}
            fact={fact}
            isOpen={isOpen(step)}
            onToggle={() => toggle(step)}
          >
            {bodies[step]}
          </Step>
        ))}
      </ol>
      {(facts.next !== null || sample !== null) && <SampleSession />}
      <div className="first-steps-rest">
        <Disclosure name="When nothing arrives" about="a test of the connection; what goes wrong, and what to do" isOpen={isOpen('trouble')} onToggle={() => toggle('trouble')}>
          <SelfTest />
          <h4 className="ways-title">What goes wrong</h4>
          <WhatGoesWrong />
        </Disclosure>
      </div>
    </div>
  );
}

function stateWords({ steps, next }: SetUpFacts): string {
  if (next === null) return 'Whence sees Claude Code.';
  const at = steps.findIndex(({ step }) => step === next);
  return `Step ${at + 1} of ${steps.length}: ${titles[next]}.`;
}
