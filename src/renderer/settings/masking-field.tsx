import type { SettingsView } from '../../contract/settings-view.ts';
import { formatCounted } from '../format/quantities.ts';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { Setting } from './setting.tsx';

interface MaskingFieldProps {
  readonly settings: Pick<SettingsView, 'maskingRules' | 'maskingRulesOff'>;
  readonly onChange: (off: string[]) => void;
}

/** Which kinds of secrets are masked before anything is stored. */
export function MaskingField({ settings: { maskingRules, maskingRulesOff }, onChange }: MaskingFieldProps) {
  const off = maskingRules.filter(({ id }) => maskingRulesOff.includes(id));
  return (
    <Setting id="masking" standard="all of them" onReset={off.length === 0 ? null : () => onChange([])}>
      <p className="dim">Switching a rule off stores such secrets readable, in the data folder and in what you export.</p>
      <div className="switch-list">
        {maskingRules.map(({ id, label }) => {
          const on = !maskingRulesOff.includes(id);
          return (
            <Switch
              key={id}
              label={`Mask ${label}`}
              on={on}
              onChange={(wanted) => onChange(wanted ? maskingRulesOff.filter((other) => other !== id) : [...maskingRulesOff, id])}
            >
              <span>
                {label}
                {!on && <strong className="page-attention"> · readable</strong>}
              </span>
            </Switch>
          );
        })}
      </div>
      {off.length > 0 && (
        <Notice tone="warn">
          {formatCounted(off.length, 'rule')} off: such secrets are stored readable from now on. What was stored before stays as it is.
        </Notice>
      )}
    </Setting>
  );
}
