import { Type, type Static, type TSchema } from 'typebox'
import { errorMessages, type ErrorCode } from '../errors.ts'
import { AuditRow } from '../model/audit-row.ts'
import { AuditVerification } from '../model/audit-verification.ts'
import { Execution, ExecutionUser } from '../model/execution.ts'
import { ConnectionStep, HealthCheck, Readiness } from '../model/health.ts'
import { Link } from '../model/link.ts'
import { Evidence, Mismatch } from '../model/mismatch.ts'
import { Placeholder } from '../model/placeholder.ts'
import { Approval, Blocked, Plan, Step } from '../model/plan.ts'
import {
  Decision,
  DetectRequest,
  ExecuteRequest,
  LinkImport,
  LinkImportResult,
  LinkRow,
  PlanRequest,
  Target
} from '../model/requests.ts'
import { Scan } from '../model/scan.ts'
import { choice, component, Count, Link as Url, ref } from '../model/schema.ts'
import { Difference, UserExplanation } from '../model/user-explanation.ts'

export const Fault = component('Fault', 'One thing that is wrong with the request.', {
  pointer: Type.String({ description: 'JSON pointer to the field, or /name of a parameter' }),
  line: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Where the body has lines: that of a bad row' })
  ),
  detail: Type.String()
})

const errorCodes = Object.keys(errorMessages) as [ErrorCode, ...ErrorCode[]]

export const Problem = component('Problem', 'Why not, and what to do next (RFC 9457).', {
  type: Type.String({ description: 'urn:relink:problem: and the code' }),
  title: Type.String({ description: 'The same for every problem with this code' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What happened in this case and what to do next' }),
  instance: Type.String({ description: 'The path that was asked' }),
  code: choice(errorCodes),
  retryable: Type.Boolean({ description: 'Whether the same request may succeed later' }),
  correlationId: Type.String(),
  errors: Type.Optional(Type.Array(ref(Fault)))
})
export type Problem = Static<typeof Problem>

const { steps: _steps, blocked: _blocked, ...planHead } = Plan.properties
export const PlanSummary = component('PlanSummary', 'A plan without its lists.', planHead)
export type PlanSummary = Static<typeof PlanSummary>

export const Liveness = component('Liveness', 'The process turns.', {
  status: choice(['alive'])
})

/** For people at a terminal; the words may change, don't parse them. */
export const PlainText = named('PlainText', Type.String({ description: 'Not to parse' }))

/** Rows of `LinkRow` as text. */
export const LinkCsv = named(
  'LinkCsv',
  Type.String({
    description:
      'A header line, then one row per line; comma, semicolon or tab. UTF-8, or UTF-16 with a byte order mark'
  })
)
export const LinkNdjson = named(
  'LinkNdjson',
  Type.String({ description: 'One LinkRow as a JSON object per line' })
)

export const ScanList = listOf('ScanList', Scan)
export const MismatchList = listOf('MismatchList', Mismatch)
export const PlanList = listOf('PlanList', PlanSummary)
export const StepList = listOf('StepList', Step)
export const BlockedList = listOf('BlockedList', Blocked)
export const ExecutionList = listOf('ExecutionList', Execution)
export const ExecutionUserList = listOf('ExecutionUserList', ExecutionUser)
export const PlaceholderList = listOf('PlaceholderList', Placeholder)
export const LinkList = listOf('LinkList', Link)
export const AuditRowList = listOf('AuditRowList', AuditRow)

/** Everything that the OpenAPI document names. */
export const components: readonly TSchema[] = [
  Fault,
  Problem,
  PlainText,
  Liveness,
  HealthCheck,
  ConnectionStep,
  Readiness,
  Evidence,
  Mismatch,
  MismatchList,
  DetectRequest,
  Scan,
  ScanList,
  Difference,
  UserExplanation,
  Target,
  PlanRequest,
  Approval,
  Step,
  StepList,
  Blocked,
  BlockedList,
  Plan,
  PlanSummary,
  PlanList,
  Decision,
  ExecuteRequest,
  Execution,
  ExecutionList,
  ExecutionUser,
  ExecutionUserList,
  Placeholder,
  PlaceholderList,
  Link,
  LinkList,
  LinkRow,
  LinkImport,
  LinkCsv,
  LinkNdjson,
  LinkImportResult,
  AuditRow,
  AuditRowList,
  AuditVerification
]

function listOf<const Name extends string, Row extends TSchema & { $id: string }>(
  name: Name,
  row: Row
) {
  return component(name, `A page of ${row.$id} rows.`, {
    value: Type.Array(ref(row)),
    totalCount: Count,
    nextLink: Type.Optional(Url)
  })
}

function named<const Name extends string, Schema extends TSchema>(name: Name, schema: Schema) {
  return { ...schema, $id: name }
}
