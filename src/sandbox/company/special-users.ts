import type { UserRow } from '../user-row.ts'
import { contoso } from './domains.ts'
import { fixedId } from './fixed-id.ts'
import { blankRecord, userId } from './user-record.ts'

/** The accounts behind the service, the set-up and the reader; none is a person's. */
export const serviceAccounts = ['svc-relink', 'svc-reader', 'crm-setup'] as const
export type ServiceAccount = (typeof serviceAccounts)[number]

export function serviceAccountGuid(name: ServiceAccount): string {
  return fixedId('account', name)
}

/** The record that the service itself logs on as. */
export const callerId: string = userId('svc-relink')

/** Records that nobody may remap. */
export const specialUsers: readonly UserRow[] = [
  { ...blankRecord('SYSTEM'), fullname: 'SYSTEM', lastname: 'SYSTEM', isdisabled: true },
  {
    ...blankRecord('INTEGRATION'),
    fullname: 'INTEGRATION',
    lastname: 'INTEGRATION',
    isdisabled: true,
    isintegrationuser: true
  },
  {
    ...blankRecord('support'),
    domainname: 'crmoln@microsoft.com',
    fullname: 'Support User',
    firstname: 'Support',
    lastname: 'User',
    accessmode: 3
  },
  {
    ...blankRecord('portal'),
    domainname: 'portal@contoso.test',
    fullname: '# Portal',
    firstname: '#',
    lastname: 'Portal',
    accessmode: 4,
    applicationid: fixedId('application', 'portal')
  },
  {
    ...blankRecord('crm-setup'),
    domainname: `${contoso.netbiosName}\\crm-setup`,
    activedirectoryguid: serviceAccountGuid('crm-setup'),
    fullname: 'CRM Setup',
    firstname: 'CRM',
    lastname: 'Setup',
    setupuser: true
  },
  {
    ...blankRecord('svc-relink'),
    domainname: `${contoso.netbiosName}\\svc-relink`,
    activedirectoryguid: serviceAccountGuid('svc-relink'),
    fullname: 'Relink Service',
    firstname: 'Relink',
    lastname: 'Service'
  }
]
