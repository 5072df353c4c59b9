import './bar.css';

/** A length for comparing with its neighbours: `share` from 0 to 1 of the room there is. Its figure stands beside it. */
export function Bar({ share }: { readonly share: number }) {
  return (
    <span className="bar" aria-hidden="true">
      {share > 0 && <i style={{ width: `${Math.min(1, share) * 100}%` }} />}
    </span>
  );
}
