import { FirstSteps } from '../connect/first-steps.tsx';
import '../ui/page.css';

/** The way from nothing to the first request, and all ways to point Claude Code here, for later. */
export function SetUpScreen() {
  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Set-up</h2>
        <p className="page-lead">Three steps, once. They tick themselves off. What is captured stays on this machine.</p>
        <FirstSteps />
      </div>
    </div>
  );
}
