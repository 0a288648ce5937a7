import { Factory, FlaskConical, type LucideIcon, Play } from 'lucide-react'

import { type Environment, environmentWord } from '#lib/looks'

import { Icon } from './Icon'

import styles from './EnvironmentPill.module.css'

export const environmentIcon: Readonly<Record<Environment, LucideIcon>> = {
  production: Factory,
  test: FlaskConical,
  demo: Play,
}

/** Where a tenant stands. Solid where one commits, boxed in details, plain in lists. */
export function EnvironmentPill({
  environment,
  dress = 'boxed',
}: {
  environment: Environment
  dress?: 'solid' | 'boxed' | 'plain'
}) {
  return (
    <span className={styles.pill} data-environment={environment} data-dress={dress}>
      <Icon of={environmentIcon[environment]} size="tiny" />
      {environmentWord[environment]}
    </span>
  )
}
