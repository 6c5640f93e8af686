using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>
/// Opens a session and logs in. Tokens lock themselves after a few wrong PINs, so one that was refused is not tried again before it was changed in its file.
/// </summary>
internal sealed class Pkcs11Login(Pkcs11Options options)
{
    byte[]? _refused;

    public ISession Open(ISlot slot)
    {
        var pin = options.Pin.Read("PIN of the HSM");
        try
        {
            var print = SHA256.HashData(pin);
            if (_refused is not null && _refused.AsSpan().SequenceEqual(print))
                throw Refused();
            var session = slot.OpenSession(SessionType.ReadWrite);
            try
            {
                session.Login(CKU.CKU_USER, pin);
            }
            catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // Another session of this process did.
            }
            catch (Pkcs11Exception e) when (Pkcs11Faults.IsPin(e.RV))
            {
                Close(session);
                _refused = print;
                throw Refused();
            }
            catch
            {
                Close(session);
                throw;
            }
            _refused = null;
            return session;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pin);
        }
    }

    public static void Close(ISession? session)
    {
        try
        {
            session?.Dispose();
        }
        catch (Exception e) when (e is Pkcs11Exception or ObjectDisposedException)
        {
            // It had ended already.
        }
    }

    static KeyRefusedException Refused() => new("The HSM refuses the PIN; it is not tried again until it is changed.");
}
