import type { SecretKind } from '../../kind.js';

/** Keys of frameworks, clusters and infrastructure. */
export const PLATFORM_KINDS: readonly SecretKind[] = [
  {
    id: 'dotenv-secret',
    title: 'secret in a .env file',
    grants:
      'It signs in to whatever the variable is for, with the rights of the program that reads the file.',
    revoke: {
      steps:
        'Replace the secret at the service that it belongs to, keep the file out of git, and commit a .env.example without values.',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://12factor.net/config'],
  },
  {
    id: 'settings-password',
    title: 'password or key in a file of settings',
    grants: 'It signs in to the server or the database that the settings are for.',
    revoke: {
      steps:
        'Change the password on the server, and read it from an environment variable or a file outside of the repository.',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://12factor.net/config', 'https://dev.mysql.com/doc/refman/8.4/en/option-files.html'],
  },
  {
    id: 'wordpress-salt',
    title: 'WordPress authentication key or salt',
    grants: 'With it, session cookies of any user are forged, an administrator included.',
    revoke: {
      steps: 'Generate new keys and salts and put them into the environment; everybody is signed out.',
      url: 'https://api.wordpress.org/secret-key/1.1/salt/',
    },
    severity: 'high',
    precision: 'very-high',
    cwe: [798, 321],
    references: ['https://developer.wordpress.org/advanced-administration/security/'],
  },
  {
    id: 'rails-master-key',
    title: 'Rails master key',
    grants: 'It decrypts config/credentials.yml.enc, which holds every other secret of the application.',
    revoke: {
      steps:
        'Rotate every secret in the encrypted credentials, then encrypt them with a new key: move the old files away and run bin/rails credentials:edit.',
      url: 'https://guides.rubyonrails.org/security.html#custom-credentials',
    },
    severity: 'critical',
    precision: 'very-high',
    cwe: [798, 321],
    references: ['https://guides.rubyonrails.org/security.html#custom-credentials'],
  },
  {
    id: 'kubeconfig-credential',
    title: 'credential of a kubeconfig file',
    grants: 'It controls the cluster with the rights of the user it belongs to, often all of them.',
    revoke: {
      steps:
        'Delete the service account or its token; a client certificate cannot be revoked, so take its rights away or rotate the authority of the cluster.',
    },
    severity: 'critical',
    precision: 'very-high',
    cwe: [798, 522],
    references: ['https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/'],
  },
  {
    id: 'kubernetes-secret',
    title: 'value of a Kubernetes Secret',
    grants: 'Base64 hides nothing: it is what the workloads of the cluster sign in with.',
    revoke: {
      steps:
        'Replace the secret at the service that it belongs to, and create the Secret from a store outside of the repository (External Secrets, Sealed Secrets, SOPS).',
    },
    severity: 'high',
    precision: 'high',
    cwe: [798, 522],
    references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  },
  {
    id: 'terraform-secret',
    title: 'secret as the default of a Terraform variable',
    grants: 'It is what the resources are made with: whoever has it signs in to them.',
    revoke: {
      steps:
        'Replace the secret, take the default away, mark the variable as sensitive and set TF_VAR_… in the environment of the run; the state holds the old one.',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developer.hashicorp.com/terraform/language/manage-sensitive-data'],
  },
];
