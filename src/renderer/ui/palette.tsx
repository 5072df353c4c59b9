import { Autocomplete, Dialog, Input, ListBox, ListBoxItem, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { Keys } from './keys.tsx';
import './dialog.css';
import './palette.css';

export interface PaletteEntry {
  readonly key: string;
  readonly name: string;
  /** Where it belongs, said in a few words beside it. */
  readonly about: string;
  /** The keys that do the same, one by one. */
  readonly keys: readonly string[] | null;
}

interface PaletteProps {
  readonly label: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What fits what is typed, best first. */
  readonly entries: readonly PaletteEntry[];
  /** Said where nothing fits. */
  readonly nothing: string;
  readonly onChoose: (key: string) => void;
  readonly onClose: () => void;
}

/** A field over the rest of the window, and below it the list of what fits. Arrow keys walk in the list while one types on; Enter chooses, Escape closes. */
export function Palette({ label, placeholder, typed, onType, entries, nothing, onChoose, onClose }: PaletteProps) {
  return (
    <ModalOverlay
      className="dialog-ground palette-ground"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="dialog palette">
        <Dialog className="dialog-frame" aria-label={label}>
          <Autocomplete inputValue={typed} onInputChange={onType}>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens it wants to type */}
            <TextField autoFocus aria-label={label} autoComplete="off" spellCheck="false">
              <Input
                className="palette-input"
                placeholder={placeholder}
                onKeyDown={(event) => {
                  // Until the arrows have gone to a line, it is the first that is meant.
                  const [first] = entries;
                  if (event.key !== 'Enter' || first === undefined || event.currentTarget.getAttribute('aria-activedescendant') !== null) return;
                  event.preventDefault();
                  onChoose(first.key);
                }}
              />
            </TextField>
            <ListBox
              className="palette-list"
              aria-label={label}
              items={entries.map((entry) => ({ ...entry, id: entry.key }))}
              renderEmptyState={() => <p className="palette-nothing dim">{nothing}</p>}
              onAction={(key) => onChoose(String(key))}
            >
              {({ id, name, about, keys }) => (
                <ListBoxItem id={id} className="palette-entry" textValue={name}>
                  <span className="palette-name">{name}</span>
                  <span className="palette-about">{about}</span>
                  {keys !== null && <Keys names={keys} />}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
