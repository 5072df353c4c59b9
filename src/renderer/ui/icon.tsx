/** Line icons on a 16 × 16 grid, drawn with one stroke. */
const paths = {
  traffic: 'M1.5 4.5h9M4 8h10.5M2.5 11.5h7',
  sources: 'M8 1.8l6 3-6 3-6-3zM2 8l6 3 6-3M2 11.2l6 3 6-3',
  costs: 'M2 14h12M3.5 11.5v-4M6.5 11.5v-8M9.5 11.5v-6M12.5 11.5v-3',
  insights: 'M5.8 11.5a4.6 4.6 0 1 1 4.4 0v1.2H5.8zM6.3 14.5h3.4M8 8v3.2M6.6 6.8L8 8l1.4-1.2',
  'set-up': 'M8 1.8l5.2 2v4c0 3.3-2.2 5.5-5.2 6.4-3-.9-5.2-3.1-5.2-6.4v-4zM5.6 8l1.8 1.8L10.6 6.4',
  settings: 'M2 4.5h5M11 4.5h3M2 11.5h3M9 11.5h5M9 2.7v3.6M7 9.7v3.6',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  done: 'M3 8.5l3.2 3.2L13 4.8',
  bin: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4',
  close: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.2l6.2 11.3H1.8zM8 6.5v3.4M8 11.4v.6',
  unseen: 'M2.2 2.2l11.6 11.6M6.3 4.2A6.6 6.6 0 0 1 8 4c3.4 0 5.4 2.6 6.2 4-.3.6-.9 1.4-1.7 2.1M4.3 5.3C3 6.2 2.2 7.3 1.8 8c.8 1.4 2.8 4 6.2 4 .9 0 1.7-.2 2.4-.5M6.8 6.8a1.7 1.7 0 0 0 2.4 2.4',
  unknown: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11v.5',
  broken: 'M2 8h3.2l1.6-4.4M14 8h-3.2l-1.6 4.4M7.4 6.9l1.2 2.2',
  filter: 'M2 3.5h12L9.5 8.6v4L6.5 14V8.6z',
  sidebar: 'M2 3h12v10H2zM6 3v10',
  save: 'M4 2.5h8v11l-4-3-4 3z',
  more: 'M3.2 7.7a.3.3 0 1 0 .01 0zM8 7.7a.3.3 0 1 0 .01 0zM12.8 7.7a.3.3 0 1 0 .01 0z',
  play: 'M4.5 2.8v10.4L13 8z',
  pause: 'M5 3v10M11 3v10',
  comment: 'M2 3h12v8H7.5L4.5 13.8V11H2z',
  pin: 'M5.5 2.5h5M6.5 2.5v4L4.5 9h7l-2-2.5v-4M8 9v5',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  right: 'M6 3.5L10.5 8 6 12.5',
  left: 'M10 3.5L5.5 8 10 12.5',
  up: 'M3.5 10L8 5.5l4.5 4.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zM10.4 10.4L14 14',
} as const;

export type IconName = keyof typeof paths;

/** An icon beside a word that says the same: hidden from screen readers. */
export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
