import type { Failures } from './failures.ts'

/** So many users failing one after the other is no accident of single users any more. */
export const failuresThatHalt = 5

/**
 * Nor is a share of more than this of those whose outcome is known, once it is of so many users that
 * a few unlucky ones in a small plan are not taken for it. A fifth is also what makes a scan doubt
 * its sources.
 */
export const failureRateThatHalts = { share: 0.2, users: 10 }

/**
 * Why no further user is begun, with the figures; undefined while failures look like accidents.
 *
 * | failed in a row | failed in all | of those whose outcome is known | |
 * |---|---|---|---|
 * | 5 or more | | | halted: something broke just now |
 * | fewer | 10 or more | more than a fifth | halted: something is wrong all along |
 * | fewer | 10 or more | no more than a fifth | goes on |
 * | fewer | fewer | | goes on |
 */
export function whyHalted({ inARow, failed, remapped }: Failures): string | undefined {
  const known = failed + remapped
  if (inARow >= failuresThatHalt) {
    return `${inARow} users failed one after the other${noFurther}`
  }
  const { share, users } = failureRateThatHalts
  if (failed >= users && failed > share * known) {
    return `${failed} of ${known} users failed, which is more than a fifth${noFurther}`
  }
  return undefined
}

const noFurther =
  ', so no further user was begun. Look for a common cause before making a new plan.'
