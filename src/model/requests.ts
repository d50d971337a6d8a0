import { Type, type Static } from 'typebox'
import { MismatchKind } from './mismatch.ts'
import { Check } from './scan.ts'
import { choice, component, Id, ref } from './schema.ts'

const Name = Type.String({ minLength: 1, maxLength: 1024 })
const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' })
const Comment = Type.String({ maxLength: 2000 })

export const DetectRequest = component('DetectRequest', 'Whom to compare; everyone by default.', {
  users: Type.Optional(
    Type.Array(Name, {
      minItems: 1,
      maxItems: 500,
      description: 'systemuserid, DOMAIN\\name, UPN or e-mail address'
    })
  ),
  checks: Type.Optional(Type.Array(Check, { minItems: 1, uniqueItems: true })),
  full: Type.Optional(
    Type.Boolean({
      description:
        'Read everything, even where the servers can tell what changed since the last scan'
    })
  ),
  acceptSmallerSources: Type.Optional(
    Type.Boolean({
      description: 'Compare even though a source shrank by more than a fifth since the last scan'
    })
  )
})
export type DetectRequest = Static<typeof DetectRequest>

export const Target = component('Target', "A person's own decision; beats what was detected.", {
  systemUserId: Id,
  account: Type.String({ minLength: 1, maxLength: 1024, description: 'DOMAIN\\name or UPN' })
})
export type Target = Static<typeof Target>

export const PlanRequest = component('PlanRequest', '`scanId` or `targets` is required.', {
  scanId: Type.Optional(Id),
  systemUserIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
  kinds: Type.Optional(Type.Array(MismatchKind, { minItems: 1, uniqueItems: true })),
  targets: Type.Optional(Type.Array(ref(Target), { minItems: 1, maxItems: 10_000 })),
  placeholders: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 1000 })),
  changeNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  note: Type.Optional(Comment)
})
export type PlanRequest = Static<typeof PlanRequest>

export const Decision = component('Decision', 'Bound to exactly this plan by its digest.', {
  digest: Digest,
  comment: Type.Optional(Comment)
})
export type Decision = Static<typeof Decision>

export const ExecuteRequest = component('ExecuteRequest', 'Which plan to run, and how.', {
  planId: Id,
  digest: Digest,
  mode: Type.Optional(choice(['execute', 'rehearse']))
})
export type ExecuteRequest = Static<typeof ExecuteRequest>

export const LinkRow = component('LinkRow', 'Which account a record is bound to.', {
  systemUserId: Id,
  objectGuid: Id,
  domainName: Type.Optional(
    Type.String({ maxLength: 1024, description: "The record's logon name, kept for people" })
  )
})
export type LinkRow = Static<typeof LinkRow>

/** Beyond what fits into 1 MiB, so that nobody makes us read a million lines of nothing. */
export const maxLinkRows = 20_000

export const LinkImport = component('LinkImport', 'All rows are taken, or none.', {
  value: Type.Array(ref(LinkRow), { minItems: 1, maxItems: maxLinkRows })
})
export type LinkImport = Static<typeof LinkImport>

export const LinkImportResult = component('LinkImportResult', 'What the import changed.', {
  imported: Type.Integer({ minimum: 0 }),
  unchanged: Type.Integer({ minimum: 0 }),
  conflicts: Type.Integer({
    minimum: 0,
    description: 'Rows that contradicted the link baseline; always 0 on success'
  })
})
export type LinkImportResult = Static<typeof LinkImportResult>
