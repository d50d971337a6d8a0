import { pino, type Logger } from 'pino'
import type { KnownKey } from '../../src/http/api-keys.ts'
import { createApp, type DoorNeeds } from '../../src/http/app.ts'
import type { Door } from '../../src/http/context.ts'
import { roles } from '../../src/model/caller.ts'
import { fakeIdempotencyStore } from './idempotency-store.ts'
import { fakeService } from './service.ts'

/** The secret of each role is its name; 'all' has every role. */
const keys: Readonly<Record<string, KnownKey>> = {
  ...Object.fromEntries(roles.map(role => [role, { name: `${role}-key`, roles: [role] }])),
  all: { name: 'all-key', roles: [...roles] }
}

export const asAll = { 'x-api-key': 'all' }

/** The door over a fake service, closed with the test. */
export async function openDoor(
  t: { teardown(close: () => Promise<void>): unknown },
  needs: Partial<DoorNeeds> = {}
): Promise<Door> {
  const app = await createApp({
    service: fakeService(),
    idempotency: fakeIdempotencyStore(),
    keys: { find: async secret => keys[secret] },
    log: pino({ level: 'silent' }),
    settings: { docs: true },
    ...needs
  })
  t.teardown(() => app.close())
  return app
}

/** A log whose lines can be read. */
export function readableLog(level = 'info'): { log: Logger; lines: string[] } {
  const lines: string[] = []
  return { log: pino({ level }, { write: line => void lines.push(line) }), lines }
}
