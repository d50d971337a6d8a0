import { RelinkError } from '../errors.ts'
import type { OrganizationIdentity } from '../model/user.ts'
import type { StoredPlan } from '../ports.ts'

/**
 * The service may have been pointed at another organization since: what was planned and approved
 * for one is never written to another. One under way stays as it is until the service is back.
 */
export function refuseElsewhere(plan: StoredPlan, { organizationId }: OrganizationIdentity): void {
  if (organizationId === plan.organizationId) return
  throw new RelinkError('scan-of-another-organization', {
    detail: `The plan is of the organization ${plan.organizationId}, and DYNAMICS_URL leads to ${organizationId}. Detect and plan there.`
  })
}
