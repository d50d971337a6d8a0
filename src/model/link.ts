import { Type, type Static } from 'typebox'
import { choice, component, Id, Time } from './schema.ts'

export const Link = component(
  'Link',
  'A proven link of the link baseline: which account a user record is bound to.',
  {
    systemUserId: Id,
    objectGuid: Id,
    objectSid: Type.Optional(Type.String()),
    domainName: Type.Optional(
      Type.String({ description: 'The logon name when the link was proven' })
    ),
    source: choice(['scan', 'map', 'import']),
    provenAt: Time
  }
)
export type Link = Static<typeof Link>
