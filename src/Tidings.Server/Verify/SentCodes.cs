using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;

namespace Tidings.Server.Verify;

/// <summary>
/// Finds the code that was sent, where a purpose sends the same again. It stands in its text alone, which is sealed, and goes when the code is worth nothing: it is read out of that, and known by its hash.
/// </summary>
internal sealed class SentCodes(IStore store, CodeSecrets secrets)
{
    /// <returns>Null: its text is gone, or there was none.</returns>
    public async ValueTask<string?> Find(Verification known, Purpose purpose, CancellationToken cancel)
    {
        if (known.Rows is not [.., var last] || await store.ReadMessage(last, cancel) is not { } facts)
            return null;
        foreach (var text in DecidedEvents.Of(facts.Row).Messages)
            if (text.Class == MessageClass.OneTimeCode)
                foreach (var one in Candidates(text.Channel == MessageChannel.Voice ? Codes.Written(text.Text) : text.Text, purpose))
                    if (known.Code.IsAmong(await secrets.HashAll(CodeBinding.Of(known.Key, known.Purpose, known.Session, known.Payment, one), cancel)))
                        return one;
        return null;
    }

    /// <summary>Whatever in a text may be a code: as long as one, of its characters.</summary>
    internal static IEnumerable<string> Candidates(string text, Purpose purpose)
    {
        var (alphabet, run) = (Codes.Of(purpose.Alphabet), 0);
        for (var i = 0; i < text.Length; i++)
        {
            run = alphabet.Contains(text[i]) ? run + 1 : 0;
            if (run >= purpose.Length)
                yield return text.Substring(i + 1 - purpose.Length, purpose.Length);
        }
    }
}
