using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Server.Partitions;

/// <summary>The texts whose codes a change has made worthless: of a verification that has ended all, of one that got another code those before.</summary>
internal static class DeadTexts
{
    public static IEnumerable<MessageId> Of(StateDelta delta) => delta.Changes.OfType<VerificationKept>()
        .Where(static kept => kept.Texted || kept.Verification.Status != VerificationStatus.Pending).SelectMany(static kept => kept.Verification.Rows);
}
