using Tidings.Simulator.Messages;

namespace Tidings.Simulator.Phone;

/// <summary><c>GET /inbox</c>: texts, oldest first, and what to pass as <c>after</c> next.</summary>
internal sealed record InboxPage(long Cursor, IReadOnlyList<ReceivedText> Texts);

internal sealed record PhonesView(IReadOnlyList<PhoneView> Phones, string? EmptyHint, int SmppPort, bool Sink);

internal sealed record PhoneView(string Number, int Count, BubbleView Latest);

internal sealed record ConversationView(string Number, NumberRule? Rule, IReadOnlyList<BubbleView> Texts);

/// <summary>A text as the page shows it.</summary>
internal sealed record BubbleView(
    long Id, bool IsReply, string Number, string Peer, string Text, string Encoding, byte DataCoding, int Characters, DateTimeOffset At,
    string Account, ReceiptProgress Receipt, ReceiptState State, IReadOnlyList<PartView> Parts)
{
    public static BubbleView Of(Bubble bubble) => new(
        bubble.Id, bubble.IsReply, "+" + bubble.Number, bubble.Peer, bubble.Text, bubble.Encoding, bubble.DataCoding, Count(bubble.Text), bubble.At,
        bubble.Account, bubble.Slowest.Receipt, bubble.Slowest.PlannedState,
        [.. bubble.Parts.Select((part, i) => new PartView(i + 1, part.IdText, part.Text, part.Receipt, part.PlannedState))]);

    /// <summary>Characters as people count them, not UTF-16 units.</summary>
    static int Count(string text) => new System.Globalization.StringInfo(text).LengthInTextElements;
}

internal sealed record PartView(int Number, string MessageId, string Text, ReceiptProgress Receipt, ReceiptState State);

internal sealed record PdusView(IReadOnlyList<PduView> Pdus);

internal sealed record PduView(
    long Id, PduDirection Direction, int Session, DateTimeOffset At, string Name, string Hex, IReadOnlyList<FieldView> Fields);

internal sealed record FieldView(string Name, string Value, int Offset, int Length);

internal sealed record HealthView(string Status, int SmppPort, int Binds);

internal sealed record ReplyRequest(string? From, string? To, string? Text);

internal sealed record ReplyAccepted(string From, string To, int Segments, string Encoding);

internal sealed record ReceiptRequest(ReceiptState State = ReceiptState.Delivered, int Error = 0);
