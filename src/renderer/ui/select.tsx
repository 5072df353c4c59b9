import type { ReactNode } from 'react';
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { Icon } from './icon.tsx';
import { choose } from './radio-list.tsx';
import './menu.css';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly about?: ReactNode }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of several, of which the chosen one is in sight. Arrow keys and first letters choose. */
export function Select<Value extends string>({ label, value, choices, onChange, disabled = false }: SelectProps<Value>) {
  return (
    <AriaSelect aria-label={label} value={value} isDisabled={disabled} onChange={(key) => choose(key, choices, onChange)}>
      <Button className="button button-plain">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" size={10} />
      </Button>
      <Popover className="menu-frame" offset={4}>
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} className="menu-entry" textValue={choice.name}>
              {({ isSelected }) => (
                <>
                  <span className="menu-tick">{isSelected && <Icon name="done" size={12} />}</span>
                  <span className="menu-name">{choice.name}</span>
                  {choice.about !== undefined && <span className="dim">{choice.about}</span>}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
