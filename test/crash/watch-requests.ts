import type { FaultRequest } from '../../src/sandbox/organization/start-organization.ts'

export type Watch = ReturnType<typeof watchRequests>

/** Sees what reaches the organization, by hooking into where faults would be injected. */
export function watchRequests() {
  let patches = 0
  let tell = () => {}
  return {
    hook: ({ method }: FaultRequest): undefined => {
      if (method !== 'PATCH') return
      patches += 1
      tell()
      tell = () => {}
    },
    patches: () => patches,
    /** Told once, of the next write that comes in. */
    onFirstPatch(told: () => void): void {
      tell = told
    }
  }
}
