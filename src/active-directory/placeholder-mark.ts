import type { Entry } from 'ldapts'
import type { MadeFor } from '../ports.ts'

/** The description of an account that this service made: by it, and by nothing else, it is known. */
export function placeholderMark({ planId, organizationId }: MadeFor): string {
  return `relink placeholder for plan ${planId} of organization ${organizationId}. Logon denied: do not use, it is removed after the plan.`
}

export function readPlaceholderMark({ description }: Entry): MadeFor | undefined {
  const [, planId, organizationId] = pattern.exec([description ?? ''].flat().join('\n')) ?? []
  return planId && organizationId ? { planId, organizationId } : undefined
}

const pattern = /^relink placeholder for plan ([\da-f-]{36}) of organization ([\da-f-]{36})\./
