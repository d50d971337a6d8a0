import { Type, type Static } from 'typebox'
import { choice, component, Id, ref } from './schema.ts'

export const mismatchKinds = [
  'renamed',
  'nameReused',
  'recreated',
  'moved',
  'orphaned',
  'ambiguous',
  'conflict'
] as const satisfies string[]
export const MismatchKind = choice([...mismatchKinds])
export type MismatchKind = Static<typeof MismatchKind>

export const Confidence = choice(['proven', 'strong', 'weak'], {
  description: 'proven = GUID or SID; strong = two independent attributes, none contradicting'
})
export type Confidence = Static<typeof Confidence>

export const EvidenceFact = choice(
  [
    'link-baseline',
    'sid-history',
    'employee-id',
    'mail',
    'user-principal-name',
    'created',
    'display-name',
    'logon-name',
    'candidate',
    'also-claimed-by',
    'logon-name-changed',
    'deleted',
    'out-of-scope'
  ],
  { description: 'What was compared' }
)

export const Evidence = component('Evidence', 'One fact, as both sides tell it.', {
  fact: EvidenceFact,
  dynamics: Type.Optional(Type.String({ description: 'What Dynamics or the link baseline holds' })),
  directory: Type.Optional(Type.String({ description: 'What Active Directory holds' })),
  agrees: Type.Boolean()
})
export type Evidence = Static<typeof Evidence>

export const Mismatch = component(
  'Mismatch',
  'A user whose logon name no longer leads to the account the record is linked to.',
  {
    mismatchId: Id,
    kind: MismatchKind,
    confidence: Confidence,
    remappable: Type.Boolean({ description: 'Whether a plan may include it without `targets`' }),
    blockedReason: Type.Optional(Type.String({ description: 'Why it is not remappable' })),
    systemUserId: Id,
    fullName: Type.String(),
    isDisabled: Type.Boolean(),
    domainName: Type.String({ description: 'The logon name that the record holds' }),
    expectedDomainName: Type.Optional(
      Type.String({ description: 'The logon name that it should hold' })
    ),
    objectGuid: Type.Optional(Type.String({ description: 'The account it should lead to' })),
    distinguishedName: Type.Optional(Type.String()),
    accountEnabled: Type.Optional(Type.Boolean()),
    explanation: Type.String({ description: 'Two sentences for the service desk' }),
    evidence: Type.Array(ref(Evidence))
  }
)
export type Mismatch = Static<typeof Mismatch>
