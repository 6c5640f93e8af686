namespace Tidings.Acceptance.Tests.Audit;

/// <summary>Each test has a copy of today's folder of its own, and does with it what it likes.</summary>
public abstract class OnACopyOfToday(TwoDays days) : IAsyncLifetime
{
    /// <summary>Where the copy comes from.</summary>
    private protected TwoDays Days => days;

    /// <summary>The copy.</summary>
    private protected string Folder { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await days.Lived();
        Folder = days.CopyOf(days.Today);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return default;
    }
}
