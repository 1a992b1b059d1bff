using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Expectations;
using Matrix.Runner.Events;
using Matrix.Runner.Files;
using Matrix.Terminal;
using Matrix.Yaml;

namespace Matrix.Runner.Cli;

/// <summary>Holds a crates list against a results directory, and makes it true.</summary>
internal sealed class ExpectationsReview(CheckoutPaths checkout, ExpectationsOptions options)
{
    private const string Hint = "name the crates list of this sweep with --list";

    private readonly ResultsReader results = ResultsReader.Open(options.Results);

    public ExitCode Execute(ISweepProgress progress, TextWriter output)
    {
        var reviewed = Review();
        progress.Report(reviewed);

        var review = reviewed.Review;
        if (options.Write && !review.Edits.IsEmpty)
        {
            EditedFile.Write(review.List.FullPath, review.Blessed.Bytes);
            output.WriteLine($"written: {review.List.Shown}");
        }
        else if (!review.NeedsEdit)
        {
            output.WriteLine($"{review.List.Shown} needs no edit");
        }

        return review.NeedsPerson || !options.Write && review.NeedsEdit ? ExitCode.Regressed : ExitCode.Ok;
    }

    public SweepEvent.ListReviewed Review()
    {
        var file = YamlFile.Read(options.List ?? ListOfTheSweep(), Hint);
        return new SweepEvent.ListReviewed(ListReview.Of(file, results.Manifest, results.Verdicts(), BlessOptions()), Command(file), options.Write);
    }

    private BlessOptions BlessOptions()
    {
        var day = Circumstances.Of(results.Manifest).Today;
        if (options.Until < day)
            throw new MatrixException(ExitCode.Usage, $"--until {options.Until:yyyy-MM-dd} was past when the sweep ended ({day:yyyy-MM-dd})", "give a later date");

        return new BlessOptions(options.All, options.Until ?? day.AddYears(1));
    }

    private string Command(YamlFile list)
    {
        var config = options.Config is { } settings ? $" --config {ShellWord.Of(settings)}" : "";
        var named = options.List is null || list.FullPath == Known() ? "" : $" --list {ShellWord.Of(list.Shown)}";
        var until = options.Until is { } day ? $" --until {day:yyyy-MM-dd}" : "";
        return $"./matrix expectations {ShellWord.Of(ShownPath.Of(options.Results))}{config}{named}{until}{(options.All ? " --all" : "")}";
    }

    private string ListOfTheSweep() => Known() ?? throw new MatrixException(
        ExitCode.Usage, $"the sweep read a list named {Quoted.Of(results.Manifest.List.Name)}, and it does not say where that is", Hint);

    /// <summary>run.json has no path, since results may come from another machine: the list of that name that belongs to this checkout.</summary>
    private string? Known()
    {
        var name = results.Manifest.List.Name;
        var configured = (options.Config is { } named ? ConfigLoader.LoadNamed(named) : ConfigLoader.Load(checkout.Config)).List;
        return new[] { configured, Path.Combine(checkout.Lists, Path.GetFileName(name)) }
            .FirstOrDefault(path => Path.GetFileName(path) == name && File.Exists(path));
    }
}

/// <summary>What a person asked for on the command line of <c>expectations</c>.</summary>
internal sealed record ExpectationsOptions
{
    /// <summary>The results directory.</summary>
    public required string Results { get; init; }

    public string? Config { get; init; }

    public string? List { get; init; }

    public bool Write { get; init; }

    public bool All { get; init; }

    public DateOnly? Until { get; init; }
}
