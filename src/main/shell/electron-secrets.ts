import { safeStorage } from 'electron';
import type { SecretKeeper } from '../settings/secret-keeper.ts';

const instead = 'Name the proxy with its password in HTTPS_PROXY before starting Whence, and choose the environment here.';

/** The system's store of secrets, through Electron. To be asked once the app is ready. */
export const electronSecrets: SecretKeeper = {
  whyNot() {
    // Without a keyring Electron would use a password that everybody knows, which is as good as none.
    if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) {
      return `This system has no keyring in which a password could be kept (such as GNOME Keyring or KWallet), so Whence keeps none. ${instead}`;
    }
    return safeStorage.isEncryptionAvailable() ? null : `The keyring of this system cannot be used, so Whence keeps no password. ${instead}`;
  },
  seal: (secret) => safeStorage.encryptString(secret).toString('base64'),
  open(sealed) {
    try {
      return this.whyNot() === null ? safeStorage.decryptString(Buffer.from(sealed, 'base64')) : null;
    } catch {
      return null;
    }
  },
};
