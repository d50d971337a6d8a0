export interface Limits {
  readonly maxPlanUsers: number
  /** Of the enabled users of the organization. */
  readonly maxPlanPercent: number
}

/**
 * Why a plan moves too many people at once, or `undefined`. One user may always be moved: in a
 * small organization one person is more than any percentage.
 */
export function checkLimits(
  users: number,
  enabledUsers: number,
  limits: Limits
): string | undefined {
  const byPercent = Math.max(1, Math.floor((enabledUsers * limits.maxPlanPercent) / 100))
  if (users > limits.maxPlanUsers) {
    return `The plan would move ${users} users; MAX_PLAN_USERS allows ${limits.maxPlanUsers}. ${advice}`
  }
  if (users > byPercent) {
    return `The plan would move ${users} of ${enabledUsers} enabled users; MAX_PLAN_PERCENT (${limits.maxPlanPercent} %) allows ${byPercent}. ${advice}`
  }
  return undefined
}

const advice =
  'Make several smaller plans with systemUserIds or kinds, or raise the limit if so many really changed; a rollback cannot be divided.'
