import { Type, type Static } from 'typebox'
import { Confidence, Evidence, mismatchKinds } from './mismatch.ts'
import { choice, component, Id, ref } from './schema.ts'

export const UserExplanation = component(
  'UserExplanation',
  'One user explained: both sides, how they were matched, what would be done and why.',
  {
    systemUserId: Id,
    domainName: Type.String(),
    fullName: Type.String(),
    isDisabled: Type.Boolean(),
    isProtected: Type.Boolean(),
    protectedReason: Type.Optional(Type.String()),
    kind: choice(['inSync', ...mismatchKinds]),
    confidence: Type.Optional(Confidence),
    objectGuid: Type.Optional(Type.String()),
    expectedDomainName: Type.Optional(Type.String()),
    distinguishedName: Type.Optional(Type.String()),
    accountEnabled: Type.Optional(Type.Boolean()),
    wouldDo: choice(['nothing', 'map', 'parkAndMap', 'askAPerson']),
    explanation: Type.String(),
    evidence: Type.Array(ref(Evidence))
  }
)
export type UserExplanation = Static<typeof UserExplanation>
