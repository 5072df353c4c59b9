import './what-goes-wrong.css';

interface Trouble {
  readonly sign: string;
  readonly why: string;
  readonly remedy: string;
}

/** What keeps requests from showing, by what the user sees. */
const troubles: readonly Trouble[] = [
  {
    sign: 'Claude answers, but nothing shows here',
    why: 'It was started before the terminal was pointed, or in another one. NO_PROXY may name api.anthropic.com, anthropic.com or *.',
    remedy: 'End it and start it by one of the ways of step 2. Take the host out of NO_PROXY: echo $NO_PROXY shows what is in it.',
  },
  {
    sign: 'Rows say “Passed unseen”',
    why: 'The client was started without NODE_EXTRA_CA_CERTS and refused the certificate, or recording is switched off.',
    remedy: 'Start it again by one of the ways of step 2, or switch recording on in the header.',
  },
  {
    sign: 'Claude says “Connection refused”',
    why: 'The terminal points at a port on which nothing listens any more: Whence was closed without its standby, or has taken another port.',
    remedy: 'Read the line of step 2 again in that terminal, or open a new one from here.',
  },
  {
    sign: 'The proxy address has another port than usual',
    why: 'Another program had the port when Whence started.',
    remedy: 'End that program and start Whence again, or choose a port under Settings. Until then the lines here name the new one.',
  },
  {
    sign: 'Rows say 502, or that the proxy refused',
    why: 'A proxy of your own stands between Whence and the server, and does not let it through.',
    remedy: 'Settings, Proxy on the way out: check its address and its login. The row says what it answered.',
  },
];

/** Where nothing arrives: what may be wrong, why, and what to do. */
export function WhatGoesWrong() {
  return (
    <dl className="troubles">
      {troubles.map(({ sign, why, remedy }) => (
        <div key={sign} className="trouble">
          <dt>{sign}</dt>
          <dd className="dim">{why}</dd>
          <dd>{remedy}</dd>
        </div>
      ))}
    </dl>
  );
}
