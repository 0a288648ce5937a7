import { useLocation, useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, LayoutGrid } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

import { Count } from '#components/Count'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { HealthState } from '#components/HealthState'
import { Icon } from '#components/Icon'
import { Mark } from '#components/Mark'
import type { TenantLine } from '#ipc/bindings'
import { shownHealth } from '#lib/session'

import { copy } from './copy'

import menu from '#components/Menu.module.css'
import styles from './TopBar.module.css'

type Props = {
  tenants: readonly TenantLine[]
  inUse: TenantLine | undefined
  open: boolean
  onOpen: (open: boolean) => void
}

/** Screens that are of one tenant, and stay where another one is chosen. */
const KEPT = ['/requests', '/tasks', '/bulk', '/access'] as const

/** Names the tenant in use and leads to another one's explorer, or stays on a screen of its own. */
export function TenantSwitcher({ tenants, inUse, open, onOpen }: Props) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const to = KEPT.find((each) => each === pathname) ?? '/explorer'
  return (
    <MenuTrigger isOpen={open} onOpenChange={onOpen}>
      <Button className={styles.switcher ?? ''}>
        {inUse ? <Mark mark={inUse.mark} size="small" /> : <Icon of={LayoutGrid} />}
        <span className="hidden">{copy.tenantPrefix}</span>
        <span className="clip">{inUse?.name ?? copy.allTenants}</span>
        {inUse ? (
          <EnvironmentPill environment={inUse.environment} dress="solid" />
        ) : (
          <Count value={tenants.length} />
        )}
        <Icon of={ChevronsUpDown} size="small" />
      </Button>
      <Popover className={menu.popover ?? ''} offset={4}>
        <Menu className={menu.menu ?? ''} aria-label={copy.chooseTenant}>
          <MenuItem
            className={menu.item ?? ''}
            textValue={copy.allTenants}
            onAction={() => void navigate({ to: '/' })}
          >
            <Icon of={LayoutGrid} />
            <span className={menu.words}>{copy.allTenants}</span>
            <Count value={tenants.length} />
          </MenuItem>
          {tenants.map((tenant) => (
            <MenuItem
              key={tenant.id}
              className={menu.item ?? ''}
              textValue={tenant.name}
              onAction={() => void navigate({ to, search: { tenant: tenant.id } })}
            >
              <Mark mark={tenant.mark} size="small" />
              <span className={menu.words}>
                <span className="clip">{tenant.name}</span>
                <span className={menu.detail}>{tenant.product}</span>
              </span>
              <EnvironmentPill environment={tenant.environment} dress="plain" />
              <HealthState health={shownHealth(tenant)} wordHidden />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
