namespace Tidings.Core.Track.Replies;

/// <summary>Parts of a customer's long text are documents until the rest has come. They are sealed, since they quote him.</summary>
public static class ReplyParts
{
    /// <summary>The kind of the documents.</summary>
    public const string Kind = "reply-part";
}
