/** How an operation ended (RFC 4511 4.1.9); 0 is success. */
export interface Result {
  readonly code: number
  /** As Active Directory words it: clients read the numbers inside. */
  readonly message: string
  readonly matchedDn?: string
  readonly referrals?: readonly string[]
}

export const success: Result = { code: 0, message: '' }

/**
 * The refusals of Active Directory. The eight digits are the Win32 error ([MS-ERREF] 2.2), the
 * code is what LDAP makes of it ([MS-ADTS] 3.1.1.3.1.9).
 */
export const refusals = {
  notBound: {
    code: 1,
    message:
      '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563'
  },
  protocol: { code: 2, message: '00000057: LdapErr: DSID-0C0C0099, data 0, v4563' },
  authenticationMethod: {
    code: 7,
    message:
      '00002027: LdapErr: DSID-0C090593, comment: Invalid authentication method., data 0, v4563'
  },
  unavailableControl: {
    code: 12,
    message: '00000057: LdapErr: DSID-0C090B1C, comment: Error processing control, data 0, v4563'
  },
  noSuchValue: {
    code: 16,
    message: '00002085: AtrErr: DSID-03151337, problem 1001 (NO_ATTRIBUTE_OR_VAL), data 0'
  },
  unknownAttribute: {
    code: 16,
    message:
      '00000057: LdapErr: DSID-0C090D8A, comment: Error in attribute conversion operation, data 0, v4563'
  },
  principalNameTaken: {
    code: 19,
    message:
      '000021C8: AtrErr: DSID-03200EE0, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 90290 (userPrincipalName)'
  },
  systemOnly: {
    code: 19,
    message: '000020B1: AtrErr: DSID-030F1136, problem 1005 (CONSTRAINT_ATT_TYPE), data 0'
  },
  singleValue: {
    code: 19,
    message: '00002081: AtrErr: DSID-030F1219, problem 1006 (ATT_OR_VALUE_EXISTS), data 0'
  },
  valueExists: {
    code: 20,
    message: '00002083: AtrErr: DSID-031519F4, problem 1006 (ATT_OR_VALUE_EXISTS), data 0'
  },
  invalidValue: {
    code: 21,
    message: '00000057: AtrErr: DSID-031513D2, problem 1002 (INVALID_ATT_SYNTAX), data 0'
  },
  invalidDn: {
    code: 34,
    message: '0000208F: NameErr: DSID-03100225, problem 2006 (BAD_NAME), data 8350'
  },
  noRight: {
    code: 50,
    message: '00000005: SecErr: DSID-03152870, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0'
  },
  passwordRefused: {
    code: 53,
    message: '0000052D: SvcErr: DSID-031A1262, problem 5003 (WILL_NOT_PERFORM), data 0'
  },
  unwilling: {
    code: 53,
    message: '0000001F: SvcErr: DSID-031A126C, problem 5003 (WILL_NOT_PERFORM), data 0'
  },
  noSuchParent: {
    code: 32,
    message: '0000208D: UpdErr: DSID-03050F92, problem 6001 (NO_OBJECT), data 0'
  },
  missingClass: {
    code: 65,
    message: '0000207D: UpdErr: DSID-0315166D, problem 6002 (OBJ_CLASS_VIOLATION), data 0'
  },
  notLeaf: {
    code: 66,
    message: '00002015: UpdErr: DSID-031A11F2, problem 6003 (CANT_ON_NON_LEAF), data 0'
  },
  onRdn: {
    code: 67,
    message: '00002016: UpdErr: DSID-031A11F2, problem 6004 (CANT_ON_RDN), data 0'
  },
  dnTaken: {
    code: 68,
    message: '00002071: UpdErr: DSID-031A11F2, problem 6005 (ENTRY_EXISTS), data 0'
  },
  logonNameTaken: {
    code: 68,
    message: '00000524: UpdErr: DSID-031A11F2, problem 6005 (ENTRY_EXISTS), data 0'
  },
  invalidLogonName: {
    code: 80,
    message: '00000523: SysErr: DSID-031A1202, problem 22 (Invalid argument), data 0'
  }
} as const satisfies Record<string, Result>

export function noSuchObject(matchedDn: string): Result {
  const message = `0000208D: NameErr: DSID-0310028C, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'${matchedDn}'\n`
  return { code: 32, message, matchedDn }
}

/** The base lies in a naming context that this server does not hold. */
export function referral(host: string, dn: string): Result {
  const message = `0000202B: RefErr: DSID-0310078A, data 0, 1 access points\n\tref 1: '${host}'\n`
  return { code: 10, message, referrals: [`ldap://${host}/${encodeURI(dn)}`] }
}

/** `data` tells why: 52e wrong password, 525 no such user, 533 disabled. */
export function badCredentials(data: '52e' | '525' | '533'): Result {
  const message = `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`
  return { code: 49, message }
}
