// Prints the manifests again and again in one process, as libraries do it: warm PEER PROGRAMS RUNS.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"github.com/google/go-jsonnet"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

var environments = []string{"dev", "staging", "prod"}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// Each peer reads its program once, and gives back a run that keeps the output in memory.
func helm(root string) func() {
	chart, err := loader.Load(root)
	check(err)
	var all []chartutil.Values
	for _, environment := range environments {
		values, err := chartutil.ReadValuesFile(filepath.Join(root, "values-"+environment+".yaml"))
		check(err)
		options := chartutil.ReleaseOptions{Name: "platform", Namespace: "default", IsInstall: true}
		values, err = chartutil.ToRenderValues(chart, values, options, chartutil.DefaultCapabilities)
		check(err)
		all = append(all, values)
	}
	return func() {
		for _, values := range all {
			_, err := engine.Render(chart, values)
			check(err)
		}
	}
}

func evaluate(root string) func() {
	vm := jsonnet.MakeVM()
	return func() {
		_, err := vm.EvaluateFileMulti(filepath.Join(root, "main.jsonnet"))
		check(err)
	}
}

// A build for each overlay: one for a whole environment takes longer.
func kustomize(root string) func() {
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
	return func() {
		for _, overlay := range overlays {
			resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(memory, overlay)
			check(err)
			_, err = resources.AsYaml()
			check(err)
		}
	}
}

func cpu() float64 {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func main() {
	run := map[string]func(string) func(){"helm": helm, "jsonnet": evaluate, "kustomize": kustomize}[os.Args[1]](os.Args[2])
	runs, err := strconv.Atoi(os.Args[3])
	check(err)
	var spent []float64
	for range runs {
		before := cpu()
		run()
		spent = append(spent, cpu()-before)
	}
	last := spent[max(0, runs-5):]
	slices.Sort(last)
	fmt.Printf("warm %.3f CPU-s\n", last[len(last)/2])
}
