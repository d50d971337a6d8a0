import { Type, type Static } from 'typebox'
import { Confidence, Evidence, EvidenceFact, mismatchKinds } from './mismatch.ts'
import { choice, component, Id, ref } from './schema.ts'

export const Difference = component('Difference', 'What the two sides say differently.', {
  field: choice(['logonName', 'status', 'firstName', 'lastName', 'mail']),
  dynamics: Type.String({ description: 'What the record holds' }),
  directory: Type.String({ description: 'What the account holds' })
})
export type Difference = Static<typeof Difference>

export const UserExplanation = component(
  'UserExplanation',
  'One user explained in four parts: found where, matched how, differs in what, what would be done.',
  {
    systemUserId: Id,
    foundBy: choice(['systemuserid', 'logon-name', 'mail', 'account'], {
      description:
        'What answers to the name that was asked for: something of the record, or the account that it belongs to'
    }),
    domainName: Type.String(),
    fullName: Type.String(),
    isDisabled: Type.Boolean(),
    isProtected: Type.Boolean(),
    protectedReason: Type.Optional(Type.String()),
    kind: choice(['inSync', ...mismatchKinds]),
    confidence: Type.Optional(Confidence),
    accountFoundBy: Type.Optional(EvidenceFact),
    objectGuid: Type.Optional(Type.String()),
    expectedDomainName: Type.Optional(Type.String()),
    distinguishedName: Type.Optional(Type.String()),
    accountEnabled: Type.Optional(Type.Boolean()),
    differences: Type.Array(ref(Difference)),
    wouldDo: choice(['nothing', 'map', 'parkAndMap', 'askAPerson']),
    wouldDoDetail: Type.String({ description: 'The same in a sentence' }),
    blockedReason: Type.Optional(
      Type.String({ description: 'Why a person must act: the code that a plan would give' })
    ),
    explanation: Type.String({ description: 'Two sentences for the service desk' }),
    evidence: Type.Array(ref(Evidence))
  }
)
export type UserExplanation = Static<typeof UserExplanation>
