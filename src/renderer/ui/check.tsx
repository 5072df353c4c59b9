import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField, Text } from 'react-aria-components';
import './choice.css';
import './covering-input.css';

interface CheckProps {
  readonly name: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** A sentence below the name. */
  readonly about?: ReactNode;
  readonly disabled?: boolean;
}

/** One thing that is taken along or left out. */
export function Check({ name, checked, onChange, about, disabled = false }: CheckProps) {
  return (
    <CheckboxField className="choice" isSelected={checked} isDisabled={disabled} onChange={onChange}>
      <CheckboxButton className="choice-button covering-input">
        <span className="choice-box" aria-hidden="true" />
        {name}
      </CheckboxButton>
      {about !== undefined && (
        <Text slot="description" elementType="div" className="choice-about dim">
          {about}
        </Text>
      )}
    </CheckboxField>
  );
}
