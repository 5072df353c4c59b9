import { useState } from 'react';
import { canBeDrawn } from '../../../../domain/attribution/image-size.ts';
import type { Media } from '../../../../domain/conversation/conversation.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatBytes } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { imageAddress, mostImageBytes } from './image-address.ts';
import { useReading } from './reading.ts';

/** An image of a message, small; a click shows it large. Its data is read only when it is in sight. */
export function ImageView({ media }: { readonly media: Media }) {
  const { id } = useReading();
  const { data } = media;
  const isShown = data !== null && data.bytes <= mostImageBytes && canBeDrawn(media);
  const read = useCall('readSegmentText', { id, start: data?.start ?? 0, end: data?.end ?? 0, decode: false }, { enabled: isShown });
  const [isLarge, setLarge] = useState(false);
  const name = mediaWords('Image', media);
  if (media.address !== null) return <MediaLine what="Image, not loaded" words={media.address} />;
  if (!isShown) return <MediaLine what={name} words={data === null ? 'without data' : 'too large to be shown here, or no image that is known'} />;
  if (read.isPending) return <MediaLine what={name} words="reading…" />;
  const address = read.data === null || read.data === undefined ? null : imageAddress(media.mediaType, read.data);
  if (address === null) return <MediaLine what={name} words="cannot be shown: its data is no image that is known, or is masked" />;
  return (
    <>
      <button type="button" className="talk-image" aria-label={`${name}. Show it large`} onClick={() => setLarge(true)}>
        <img src={address} alt="" />
        <span className="dim">{visibleText(name)}</span>
      </button>
      {isLarge && (
        <Dialog title={name} onClose={() => setLarge(false)} actions={<Button onPress={() => setLarge(false)}>Close</Button>}>
          <img className="talk-image-large" src={address} alt={name} />
        </Dialog>
      )}
    </>
  );
}

/** A document: what it is, and its text where it holds one. */
export function MediaLine({ what, words }: { readonly what: string; readonly words: string }) {
  return (
    <p className="talk-media">
      <span className="markdown-kind">{visibleText(what)}</span> <span className="dim">{visibleText(words)}</span>
    </p>
  );
}

/** `Image, image/png, 640 × 480, 12 kB`. */
export function mediaWords(what: string, { mediaType, width, height, data }: Media): string {
  return [what, mediaType, width === null || height === null ? null : `${width} × ${height}`, data === null ? null : formatBytes(data.bytes)].filter((word) => word !== null).join(', ');
}
