import { PresenceFilter } from 'ldapts'
import type { DirectoryOffer } from '../ports.ts'
import type { Session } from './open-session.ts'

/** What a server says of itself and of us, beyond what it holds. */
export interface RootDse {
  readonly offers: readonly DirectoryOffer[]
  /** As which it knows us, `DOMAIN\name`; Windows alone tells it like this. */
  readonly principalName?: string
  /** The SIDs of whoever is logged on, the groups' among them. */
  readonly tokenSids: readonly Buffer[]
}

/** [MS-ADTS] 3.1.1.3.2: attributes of the root DSE that are told only to those who ask. */
export async function readRootDse({ all }: Session, signal: AbortSignal): Promise<RootDse> {
  const search = {
    scope: 'base' as const,
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['supportedControl', 'msDS-PrincipalName', 'tokenGroups'],
    explicitBufferAttributes: ['tokenGroups']
  }
  const [entry] = await all('', search, signal)
  const controls = [entry?.['supportedControl'] ?? []].flat().map(String)
  const principalName = entry?.['msDS-PrincipalName']
  return {
    offers: offers.filter(({ control }) => controls.includes(control)).map(({ offer }) => offer),
    tokenSids: [entry?.['tokenGroups'] ?? []].flat().filter(value => Buffer.isBuffer(value)),
    ...(typeof principalName === 'string' && principalName !== '' && { principalName })
  }
}

/** [MS-ADTS] 3.1.1.3.4.1. */
const offers: readonly { readonly offer: DirectoryOffer; readonly control: string }[] = [
  { offer: 'paged results', control: '1.2.840.113556.1.4.319' },
  { offer: 'DirSync', control: '1.2.840.113556.1.4.841' },
  { offer: 'deleted objects', control: '1.2.840.113556.1.4.417' }
]
