import type { Source } from '../../src/domain/attribution/source.ts';

/** A text that stands in one place alone of what is set up, and the source that whatever holds it must have. */
export interface PlantedMarker {
  readonly text: string;
  /** Any of these; a source fits when it has the fields that are named here, and they are the same. */
  readonly expected: readonly Source[];
  /** True where it was written to look like another source, or stands behind such a text: then `claimed` is right too, whatever is claimed. */
  readonly mayBeClaimed: boolean;
}

/** The markers that are planted, written down where the text they stand in is. */
export class PlantedTable {
  readonly #markers = new Map<string, PlantedMarker>();

  get markers(): readonly PlantedMarker[] {
    return [...this.#markers.values()];
  }

  /** A new marker, to be put into a text that the first of these sources sends, and perhaps the others repeat. */
  plant(name: string, ...expected: readonly [Source, ...Source[]]): string {
    return this.recognise(`planted-${name}-here`, ...expected);
  }

  /** A new marker in a text that pretends to be of another source than these. */
  forge(name: string, ...expected: readonly [Source, ...Source[]]): string {
    return this.#add({ text: `planted-forged-${name}-here`, expected, mayBeClaimed: true });
  }

  /** A new marker in a genuine text that, for what the request tells, could be part of the forged one before it. */
  plantBehindForged(name: string, ...expected: readonly [Source, ...Source[]]): string {
    return this.#add({ text: `planted-${name}-here`, expected, mayBeClaimed: true });
  }

  /** A marker that is what it is, as the octets of a picture or a path. */
  recognise(text: string, ...expected: readonly [Source, ...Source[]]): string {
    return this.#add({ text, expected, mayBeClaimed: false });
  }

  #add(marker: PlantedMarker): string {
    for (const text of this.#markers.keys()) {
      if (text.includes(marker.text) || marker.text.includes(text)) throw new Error(`"${marker.text}" cannot be told from "${text}".`);
    }
    this.#markers.set(marker.text, marker);
    return marker.text;
  }
}

/** Where a planted session lives. */
export interface Places {
  /** Holds the other two, and what belongs to neither. */
  readonly folder: string;
  readonly home: string;
  readonly project: string;
}

/** What is to be written, by absolute path. */
export type PlantedFiles = Readonly<Record<string, string | Uint8Array>>;
