import '../ui/page.css';

/** What was spent, on what, and what the cache saved. */
export function CostsScreen() {
  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Costs</h2>
        <p className="page-lead">What was spent, on what, and what the cache saved.</p>
      </div>
    </div>
  );
}
