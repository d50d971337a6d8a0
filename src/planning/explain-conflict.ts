import type { Link } from '../model/link.ts'
import type { Offer, Verdict } from './prove-links.ts'

/** Why a row can't stand beside a link that is known, and what to do about it. */
export function explainConflict(row: Offer, { kind, by }: Extract<Verdict, { by: Link }>): string {
  switch (kind) {
    case 'disproven':
      return `The row names the account ${named(row.objectGuid, row)}, but this service wrote the record to ${named(by.objectGuid, by)} on ${by.provenAt} and read it back: the export is older. Leave the row out; if somebody has changed the record since, plan the user by \`targets\`.`
    case 'taken':
      return `The account is linked to the user ${named(by.systemUserId, by)} already. ${wayOut(by)}`
  }
}

/** An import moves nobody away from what a map proved. */
function wayOut({ source, provenAt }: Link): string {
  return source === 'map'
    ? `This service wrote that on ${provenAt} and read it back. Leave the row out; if somebody has changed that user's record since, plan it by \`targets\`.`
    : "Import that user's row as well, or leave this one out."
}

function named(id: string, { domainName }: Offer | Link): string {
  return domainName ? `${id} (${domainName})` : id
}
