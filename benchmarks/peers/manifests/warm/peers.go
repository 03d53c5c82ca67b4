package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apple/pkl-go/pkl"
	"github.com/google/go-jsonnet"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// The text of the engine. The chart is read once.
func helm(root string) run {
	chart, err := loader.Load(root)
	check(err)
	all := map[string]chartutil.Values{}
	for _, environment := range environments {
		values, err := chartutil.ReadValuesFile(filepath.Join(root, "values-"+environment+".yaml"))
		check(err)
		options := chartutil.ReleaseOptions{Name: "platform", Namespace: "default", IsInstall: true}
		all[environment], err = chartutil.ToRenderValues(chart, values, options, chartutil.DefaultCapabilities)
		check(err)
	}
	return func() map[string]string {
		files := map[string]string{}
		for environment, values := range all {
			rendered, err := engine.Render(chart, values)
			check(err)
			for name, text := range rendered {
				if filepath.Ext(name) == ".yaml" {
					files[environment+"/"+name] = text
				}
			}
		}
		return files
	}
}

// The engine's text taken apart into manifests in the order in which Helm applies them, as `helm template` does.
func helmSorted(root string) run {
	render := helm(root)
	return func() map[string]string {
		_, manifests, err := releaseutil.SortManifests(render(), nil, releaseutil.InstallOrder)
		check(err)
		files := map[string]string{}
		for i, manifest := range manifests {
			files[fmt.Sprintf("%05d.yaml", i)] = manifest.Content
		}
		return files
	}
}

// The machine keeps the parsed program.
func evaluate(root string) run {
	vm := jsonnet.MakeVM()
	return func() map[string]string {
		files, err := vm.EvaluateFileMulti(filepath.Join(root, "main.jsonnet"))
		check(err)
		return files
	}
}

// A build for each overlay: one for a whole environment takes longer. Files are read once.
func kustomize(root string) run {
	disk, memory := filesys.MakeFsOnDisk(), filesys.MakeFsInMemory()
	var overlays []string
	check(disk.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := disk.ReadFile(path)
		check(err)
		name, err := filepath.Rel(root, path)
		check(err)
		// Two folders below an environment are an overlay, the environment itself is all of them.
		if match, _ := filepath.Match("overlays/*/*/*/kustomization.yaml", name); match {
			overlays = append(overlays, "/"+filepath.Dir(name))
		}
		return memory.WriteFile("/"+name, content)
	}))
	return func() map[string]string {
		files := map[string]string{}
		for _, overlay := range overlays {
			resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(memory, overlay)
			check(err)
			text, err := resources.AsYaml()
			check(err)
			files[overlay+".yaml"] = string(text)
		}
		return files
	}
}

// One server, and an evaluator for each run: an evaluator answers a second time from what it kept.
func pklServer(root string) run {
	manager := pkl.NewEvaluatorManager()
	return func() map[string]string {
		evaluator, err := manager.NewEvaluator(context.Background(), pkl.PreconfiguredOptions)
		check(err)
		files, err := evaluator.EvaluateOutputFiles(context.Background(), pkl.FileSource(root, "main.pkl"))
		check(err)
		check(evaluator.Close())
		return files
	}
}
