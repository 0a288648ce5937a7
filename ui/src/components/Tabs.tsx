import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'

import { Count } from './Count'

import styles from './Tabs.module.css'

export type TabItem<Id extends string> = {
  id: Id
  label: string
  count?: number | undefined
  content: ReactNode
}

type Props<Id extends string> = {
  label: string
  tabs: readonly TabItem<Id>[]
  value: Id
  onChange: (value: Id) => void
  /** What stands at the end of the row of tabs. */
  end?: ReactNode
}

export function Tabs<Id extends string>({ label, tabs, value, onChange, end }: Props<Id>) {
  const choose = (key: unknown) => {
    const chosen = tabs.find((tab) => tab.id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <AriaTabs className={styles.tabs ?? ''} selectedKey={value} onSelectionChange={choose}>
      <div className={styles.row}>
        <TabList className={styles.list ?? ''} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
              {tab.label}
              {tab.count !== undefined && <Count value={tab.count} />}
            </Tab>
          ))}
        </TabList>
        {end && <div className={styles.end}>{end}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
