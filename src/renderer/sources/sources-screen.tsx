import '../ui/page.css';

/** Everything that was ever in a prompt: what it takes, what it costs, and whether it is used. */
export function SourcesScreen() {
  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Sources</h2>
        <p className="page-lead">Everything that was ever in a prompt: what it takes, what it costs, and whether it is used.</p>
      </div>
    </div>
  );
}
