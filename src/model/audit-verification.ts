import { Type, type Static } from 'typebox'
import { component } from './schema.ts'

export const AuditVerification = component('AuditVerification', 'Whether the hash chain holds.', {
  intact: Type.Boolean(),
  rows: Type.Integer({ minimum: 0 }),
  firstBrokenSequence: Type.Optional(Type.Integer({ minimum: 1 }))
})
export type AuditVerification = Static<typeof AuditVerification>
