/** Only what a User is made of. */
export const userAttributes = [
  'systemuserid',
  'domainname',
  'fullname',
  'firstname',
  'lastname',
  'internalemailaddress',
  'employeeid',
  'isdisabled',
  'accessmode',
  'isintegrationuser',
  'setupuser',
  'applicationid',
  'createdon'
] as const

/**
 * What Dynamics may take from Active Directory when `domainname` changes (Power Platform docs,
 * "Create users": on-premises), and what a remap must leave alone.
 */
export const personAttributes = [
  'firstname',
  'lastname',
  'fullname',
  'internalemailaddress',
  'address1_telephone1',
  'homephone',
  'address1_city',
  'address1_stateorprovince',
  'employeeid',
  'emailrouteraccessapproval',
  'isdisabled'
] as const

export const recordAttributes: readonly string[] = [
  ...new Set([...userAttributes, ...personAttributes])
]
