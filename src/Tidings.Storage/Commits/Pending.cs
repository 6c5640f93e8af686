namespace Tidings.Storage.Commits;

/// <summary>Something that waits for the one who writes.</summary>
internal abstract class Pending
{
    public virtual int Rows => 1;
    public virtual long Bytes => 0;

    /// <summary>When it was queued, a timestamp of the <see cref="TimeProvider"/>.</summary>
    public long QueuedAt { get; set; }

    public abstract void Fail(Exception exception);
}
