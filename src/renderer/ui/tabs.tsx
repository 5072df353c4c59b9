import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import './tabs.css';

interface TabsProps<Key extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly name: string }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
  /** What the chosen tab shows. */
  readonly children: ReactNode;
}

/** A row of tabs and the panel of the chosen one. Arrow keys, Home and End move between the tabs. */
export function Tabs<Key extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Key>) {
  return (
    <AriaTabs
      className="tabbed"
      selectedKey={chosen}
      onSelectionChange={(key) => {
        const tab = tabs.find((one) => one.key === key);
        if (tab !== undefined && tab.key !== chosen) onChoose(tab.key);
      }}
    >
      <TabList className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.key} id={tab.key} className="tab">
            {tab.name}
          </Tab>
        ))}
      </TabList>
      <TabPanel key={chosen} id={chosen} className="tabs-panel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
