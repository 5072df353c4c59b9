import { useState } from 'react';
import type { SegmentView } from '../../../../contract/context-view.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount, formatTokenCount } from '../../../format/quantities.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';

interface SegmentImageProps {
  readonly id: string;
  readonly segment: SegmentView;
  readonly estimated: boolean;
}

/** An image of the prompt, as the model was shown it, with its size and its tokens. */
export function SegmentImage({ id, segment, estimated }: SegmentImageProps) {
  const { start, end, tokens } = segment;
  const image = useCall('readImage', { id, start, end });
  const [size, setSize] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  if (image.isPending) return <Loading what="the image" />;
  if (image.isError) return <Failed what="the image" why={image.error.message} onRetry={() => void image.refetch()} />;
  if (image.data === null) {
    return (
      <Empty title="No image to show">
        <p>Its bytes are not stored any more, they are too many, or they are of a type that is not shown. What stands there is under “As sent”.</p>
      </Empty>
    );
  }
  const { mediaType, base64 } = image.data;
  return (
    <figure className="segment-image">
      {isBroken ? (
        <p>This image cannot be drawn: its data are damaged.</p>
      ) : (
        <img
          src={`data:${mediaType};base64,${base64}`}
          alt="In the prompt"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize(`${formatCount(naturalWidth)} × ${formatCount(naturalHeight)} pixels`)}
          onError={() => setBroken(true)}
        />
      )}
      <figcaption>
        {mediaType}
        {size !== null && ` · ${size}`} · {formatTokenCount(tokens, estimated)}
      </figcaption>
    </figure>
  );
}
