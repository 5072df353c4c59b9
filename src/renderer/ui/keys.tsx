import './keys.css';

/** Keys as they stand on the keyboard, to be pressed together. */
export function Keys({ names }: { readonly names: readonly string[] }) {
  return (
    <kbd className="keys">
      {names.map((name) => (
        <kbd key={name} className="keys-one">
          {name}
        </kbd>
      ))}
    </kbd>
  );
}
