using Net.Pkcs11Interop.Common;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>Return values (PKCS#11 2.40 §5.1.6) sorted by what helps.</summary>
internal static class Pkcs11Faults
{
    /// <summary>The session or the library has ended, or the device says that it does not know: a new session is tried.</summary>
    public static bool EndsSession(CKR value) => value is
        CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_USER_NOT_LOGGED_IN or CKR.CKR_CRYPTOKI_NOT_INITIALIZED
        or CKR.CKR_DEVICE_ERROR or CKR.CKR_DEVICE_MEMORY or CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED
        or CKR.CKR_SLOT_ID_INVALID or CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED or CKR.CKR_FUNCTION_CANCELED or CKR.CKR_HOST_MEMORY
        or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_KEY_HANDLE_INVALID or CKR.CKR_OPERATION_ACTIVE or CKR.CKR_SESSION_COUNT;

    public static bool IsPin(CKR value) => value is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_EXPIRED or CKR.CKR_PIN_LOCKED;
}
