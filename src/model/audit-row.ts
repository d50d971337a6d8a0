import { Type, type Static } from 'typebox'
import { choice, component, Time } from './schema.ts'

export const AuditRow = component(
  'AuditRow',
  'One deed. Each row carries the hash of the one before.',
  {
    sequence: Type.Integer({ minimum: 1 }),
    at: Time,
    actor: Type.String(),
    onBehalfOf: Type.Optional(Type.String()),
    remoteAddress: Type.Optional(Type.String()),
    action: Type.String(),
    target: Type.Optional(Type.String()),
    changeNumber: Type.Optional(Type.String()),
    outcome: choice(['done', 'refused', 'failed']),
    before: Type.Optional(Type.String()),
    after: Type.Optional(Type.String()),
    hash: Type.String(),
    previousHash: Type.String()
  }
)
export type AuditRow = Static<typeof AuditRow>

/** A deed before it has its place in the chain. */
export type AuditEntry = Omit<AuditRow, 'sequence' | 'hash' | 'previousHash'>
